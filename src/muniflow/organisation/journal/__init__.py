"""The journal on screen: for records officers and auditors."""
