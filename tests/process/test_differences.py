"""What differs between two drawings."""

from muniflow.process.bpmn import read_model
from muniflow.process.differences import Detail
from muniflow.process.differences import differences

import pytest


@pytest.fixture(scope="module")
def compared(draw, flow):
    """Compares the small drawing with itself after some words were replaced."""

    def run(*changes: tuple[str, str]) -> list[tuple[str, str, str]]:
        before = draw(flow("f2", "a", "end"))
        after = before
        for old, new in changes:
            assert old in after
            after = after.replace(old, new)
        return differences(read_model(before), read_model(after))

    return run


TASK = '<userTask id="a" name="Draft" />'


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], []),
        ([('name="Draft"', 'name="Text"')], [("a", "Text", "changed")]),
        ([(TASK, f'{TASK}<userTask id="n" name="New" />')], [("n", "New", "added")]),
        (
            [('<endEvent id="end" name="Done" />', "")],
            [("f2", "", ""), ("end", "Done", "removed")],
        ),
        ([('name="Clerk"', 'name="Officer"')], [("l1", "Officer", "changed")]),
        ([('name="Test"', 'name="Trial"')], [("", "Trial", "changed")]),
        ([("<process", "<!-- a note -->\n<process")], []),
    ],
)
def test_differences(compared, changes, expected):
    found = [(d.element, d.name, d.what) for d in compared(*changes)]
    assert found == [e for e in expected if e[2]]


@pytest.mark.parametrize(
    ("change", "element", "detail"),
    [
        ((TASK, TASK.replace("/>", 'muniflow:days="3" />')), "a", Detail("days", "", "3")),
        (('name="Draft"', 'name="Text"'), "a", Detail("name", "Draft", "Text")),
        (("<userTask", "<manualTask"), "a", Detail("kind", "userTask", "manualTask")),
        (('sourceRef="a"', 'sourceRef="start"'), "f2", Detail("source", "Draft", "start")),
        (
            (
                'targetRef="end" >',
                'targetRef="end" ><conditionExpression>amount &gt; 5</conditionExpression>',
            ),
            "f2",
            Detail("condition", "", "amount > 5"),
        ),
        (("<flowNodeRef>a</flowNodeRef>", ""), "a", Detail("lane", "Clerk", "")),
    ],
)
def test_details(compared, change, element, detail):
    (found,) = compared(change)
    assert (found.element, found.details) == (element, (detail,))


def test_a_renamed_step_changes_no_flow(compared):
    assert [d.element for d in compared(('name="Draft"', 'name="Text"'))] == ["a"]


def test_a_nameless_flow_is_called_by_its_ends(compared):
    (found,) = compared(('sourceRef="a"', 'sourceRef="start"'))
    assert found.name == "start → Done"


def test_moving_shapes_is_no_difference(shipped):
    text = shipped["outgoing-contract"]
    assert differences(read_model(text), read_model(text.replace(b'x="260"', b'x="265"'))) == []
