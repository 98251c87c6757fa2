"""Every arguable combination of answers: what each figure would get, and all figures together.

``alternatives`` finds the answers to each choice, ``specifications`` combines those of one figure, ``together`` those
of all figures, where a question that several figures share gets one answer.
"""
