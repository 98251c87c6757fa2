"""A problem is one line that says where, what was found, what was expected and the nearest valid name."""

from compendium.ledger.problem import DataError, Problem, nearest


def test_line_names_file_row_column_found_expected_and_nearest() -> None:
    problem = Problem("figures.csv", "'exat'", "a qualifier", row=7, column="qualifier", nearest="exact")
    line = "figures.csv, row 7, column qualifier: found 'exat'; expected a qualifier; nearest: 'exact'"
    assert str(problem) == line


def test_line_leaves_out_what_is_not_known() -> None:
    assert str(Problem("figures.csv", "no such file", "a table")) == "figures.csv: found no such file; expected a table"


def test_error_has_a_line_for_each_problem() -> None:
    error = DataError([Problem("a.csv", "x", "y"), Problem("b.csv", "x", "y")])
    assert str(error).splitlines() == ["a.csv: found x; expected y", "b.csv: found x; expected y"]


def test_no_name_is_nearest_to_a_word_like_none() -> None:
    assert nearest("zebra", ["exact", "about"]) is None


def test_slip_of_a_letter_finds_its_name() -> None:
    assert nearest("abuot", ["exact", "about", "over"]) == "about"
