"""The verbs: set a level, say who sees, decide what others are told."""

from muniflow.registry.confidentiality.levels import is_confidential as is_confidential
from muniflow.registry.confidentiality.levels import level_of as level_of
from muniflow.registry.confidentiality.levels import lock_of as lock_of
from muniflow.registry.confidentiality.levels import own_level as own_level
from muniflow.registry.confidentiality.levels import people_of as people_of
from muniflow.registry.confidentiality.levels import setting_of as setting_of
from muniflow.registry.confidentiality.masks import hidden_in as hidden_in
from muniflow.registry.confidentiality.masks import mask_for as mask_for
from muniflow.registry.confidentiality.masks import masks_by_number as masks_by_number
from muniflow.registry.confidentiality.setting import change_setting as change_setting
from muniflow.registry.confidentiality.setting import check_may as check_may
from muniflow.registry.confidentiality.setting import levels_for as levels_for
from muniflow.registry.confidentiality.setting import set_confidentiality as set_confidentiality
from muniflow.registry.confidentiality.setting import stays_open_to as stays_open_to
from muniflow.registry.confidentiality.sight import may_see as may_see
from muniflow.registry.confidentiality.sight import seen_of as seen_of
from muniflow.registry.confidentiality.sight import sees as sees
