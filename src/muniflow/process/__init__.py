"""BPMN diagrams compiled to workflow definitions, versioned and bound to cases."""
