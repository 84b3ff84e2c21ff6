"""Editing our marks in a text: what is asked for changes, and nothing else."""

from lxml import etree
from muniflow.process.bpmn import read_model
from muniflow.process.editing import move_to_lane
from muniflow.process.editing import set_attributes
from muniflow.process.errors import BpmnError
from muniflow.process.model import BPMN
from muniflow.process.model import NAMESPACE
from pathlib import Path

import pytest

HERE = Path(__file__).parent / "data"
REFERENCE = Path(__file__).parents[3] / "shared" / "data" / "bpmn"
FOREIGN = [*sorted(HERE.glob("*.bpmn")), *sorted(REFERENCE.glob("*.bpmn"))]
MANY = (HERE / "many-prefixes.bpmn").read_bytes()

foreign = pytest.mark.parametrize("file", FOREIGN, ids=lambda file: file.stem)


def canonical(data: bytes, *, without: tuple[str, ...] = ()) -> str:
    """Return canonical XML, comments and all, without our attributes and some elements."""
    tree = etree.ElementTree(etree.fromstring(data))
    for element in tree.iter(etree.Element):
        for name in list(element.attrib):
            if name.startswith(f"{{{NAMESPACE}}}"):
                del element.attrib[name]
    for tag in without:
        for element in list(tree.iter(f"{{{BPMN}}}{tag}")):
            parent = element.getparent()
            parent.remove(element)
            parent.text = (parent.text or "").strip()
            for sibling in parent:
                sibling.tail = (sibling.tail or "").strip()
    return etree.canonicalize(tree, with_comments=True)


def attributes(data: bytes, id_: str) -> dict[str, str]:
    """Return our attributes of a node or lane."""
    model = read_model(data)
    return dict(next(e for e in (*model.nodes, *model.lanes, model) if e.id == id_).attributes)


@foreign
class TestForeignFiles:
    def test_an_attribute_is_all_that_changes(self, file):
        data = file.read_bytes()
        node = read_model(data).nodes[0].id
        changed = set_attributes(data, node, {"days": "5"})
        assert attributes(changed, node)["days"] == "5"
        assert canonical(changed) == canonical(data)

    def test_what_is_set_and_removed_leaves_a_declaration_at_most(self, file):
        data = file.read_bytes()
        node = read_model(data).nodes[0].id
        changed = set_attributes(set_attributes(data, node, {"days": "5"}), node, {"days": None})
        taken = [b' xmlns:muniflow="https://muniflow.org/bpmn/1.0"']
        taken.append(taken[0].replace(b"muniflow=", b"muniflow2="))
        assert data in (changed, *(changed.replace(one, b"") for one in taken))

    def test_lanes_are_all_that_changes(self, file):
        data = file.read_bytes()
        model = read_model(data)
        if not model.lanes:
            pytest.skip("no lanes")
        node, lane = model.nodes[0].id, model.lanes[-1].id
        changed = move_to_lane(data, node, lane)
        assert read_model(changed).node(node).lane == lane
        refs = ("flowNodeRef",)
        assert canonical(changed, without=refs) == canonical(data, without=refs)


class TestAttributes:
    def test_only_the_tag_is_touched(self):
        changed = set_attributes(MANY, "write", {"days": "5"})
        old, new = MANY.splitlines(), changed.splitlines()
        assert [b for a, b in zip(old, new, strict=True) if a != b] == [
            b'    id=\'defs\' targetNamespace="https://example.org/shop" exporter="Shop &amp; '
            b'Sons" exporterVersion=\'9.1\' xmlns:muniflow2="https://muniflow.org/bpmn/1.0">',
            b'        shop:assignee = "x > y" muniflow2:days="5"',
        ]

    def test_several_keep_their_order(self):
        changed = set_attributes(MANY, "write", {"days": "5", "from": "1000 HUF"})
        assert b'muniflow2:days="5" muniflow2:from="1000 HUF"' in changed

    def test_another_value_takes_the_place_of_the_old(self, shipped):
        data = shipped["outgoing-contract"]
        changed = set_attributes(data, "draft", {"required": "title"})
        assert attributes(changed, "draft")["required"] == "title"
        assert len(data.splitlines()) == len(changed.splitlines())

    def test_the_same_value_changes_nothing(self, shipped):
        data = shipped["outgoing-contract"]
        assert set_attributes(data, "draft", attributes(data, "draft")) == data

    def test_removing_what_is_not_there_changes_nothing(self):
        assert set_attributes(MANY, "write", {"days": None}) == MANY

    @pytest.mark.parametrize("value", ['"', "<&>", "a\nb\tc", "ő 漢", "]]>", "a;b"])
    def test_any_value_comes_back(self, value):
        changed = set_attributes(MANY, "write", {"checklist": value})
        assert attributes(changed, "write")["checklist"] == value

    def test_a_value_that_no_xml_can_hold_is_refused(self):
        with pytest.raises(BpmnError):
            set_attributes(MANY, "write", {"checklist": "\x00"})

    @pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "utf-8-sig"])
    def test_other_encodings_stay(self, encoding, draw):
        declared = encoding.removesuffix("-sig").upper()
        text = draw('<textAnnotation id="n"><text>é</text></textAnnotation>')
        data = text.replace("UTF-8", declared).encode(encoding)
        changed = set_attributes(data, "a", {"checklist": "漢é"})
        assert attributes(changed, "a") == {"checklist": "漢é"}
        assert changed[:3] == data[:3]

    @pytest.mark.parametrize("id_", ["nobody", "no-lane", "commented-out", "diagram"])
    def test_an_element_that_is_not_there(self, id_):
        with pytest.raises(BpmnError) as caught:
            set_attributes(MANY, id_, {"days": "5"})
        assert str(caught.value.problems[0].message) == "error_no_element"

    @pytest.mark.parametrize("name", ["", "a b", 'a="1" b', "x:y", "Days"])
    def test_a_name_that_is_none(self, name):
        with pytest.raises(ValueError, match="no names"):
            set_attributes(MANY, "write", {name: "5"})

    def test_document_types_are_refused(self):
        with pytest.raises(BpmnError):
            set_attributes(MANY.replace(b"<?modeler version", b"<!DOCTYPE a><?b", 1), "write", {})


class TestLanes:
    def test_an_empty_lane_is_opened(self):
        changed = move_to_lane(MANY, "come", "heads")
        assert (
            b"""            shop:size="2">
        <semantic:flowNodeRef>come</semantic:flowNodeRef>
      </semantic:lane>"""
            in changed
        )

    def test_it_leaves_every_other_lane(self):
        lanes = {lane.id: lane.members for lane in read_model(self.moved()).lanes}
        assert lanes == {"clerks": ("come",), "senior": (), "heads": ("write", "late")}

    def test_lanes_around_the_new_one_keep_it(self):
        changed = move_to_lane(MANY, "write", "senior")
        lanes = {lane.id: lane.members for lane in read_model(changed).lanes}
        assert lanes["clerks"] == ("come", "write", "late")
        assert lanes["senior"] == ("write", "late")

    def test_there_and_back_is_where_it_was(self, shipped):
        data = shipped["outgoing-contract"]
        lane = read_model(data).node("legal").lane
        there = move_to_lane(data, "legal", "lane-drafter")
        back = move_to_lane(there, "legal", lane)
        assert sorted(back.splitlines()) == sorted(data.splitlines())

    def test_where_it_is_already_nothing_changes(self, shipped):
        data = shipped["outgoing-contract"]
        assert move_to_lane(data, "legal", read_model(data).node("legal").lane) == data

    @pytest.mark.parametrize(("node", "lane"), [("nobody", "heads"), ("write", "write")])
    def test_what_is_not_there(self, node, lane):
        with pytest.raises(BpmnError):
            move_to_lane(MANY, node, lane)

    def moved(self) -> bytes:
        """Return the text in which a head writes."""
        return move_to_lane(MANY, "write", "heads")
