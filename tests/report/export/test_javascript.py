"""The what-if page's model holds every derivation of this report with all that it rests on."""

import json
import re

from compendium.audit.audit import Audit
from compendium.export import javascript


def test_model_holds_every_derivation_with_all_that_it_rests_on(report: Audit) -> None:
    script = javascript.model(report, {})
    told = re.match(r"const MODEL = (.*);\nMODEL\.formulas = \{\n", script)
    assert told
    record = json.loads(told[1])
    formulas = re.findall(r'^"([\w.]+)": \(v\) =>', script, re.MULTILINE)
    assert list(record["derivations"]) == list(report.results) == formulas
    for id_, derivation in record["derivations"].items():
        assert derivation["inputs"] == [one.id for one in report.ledger.inputs(id_)]
        assert set(derivation["inputs"]) <= {*record["figures"], *record["factors"]}
