"""The verbs of arrivals: take in, open, hand over, register, set aside."""

from muniflow.registry.arrivals.antecedents import antecedents_for as antecedents_for
from muniflow.registry.arrivals.handling import acknowledge as acknowledge
from muniflow.registry.arrivals.handling import add_file as add_file
from muniflow.registry.arrivals.handling import hand_over as hand_over
from muniflow.registry.arrivals.handling import holder_keys as holder_keys
from muniflow.registry.arrivals.handling import mark_by_name as mark_by_name
from muniflow.registry.arrivals.handling import may_handle as may_handle
from muniflow.registry.arrivals.handling import number_is_void as number_is_void
from muniflow.registry.arrivals.handling import open_arrival as open_arrival
from muniflow.registry.arrivals.handling import receivers_of as receivers_of
from muniflow.registry.arrivals.handling import refuse as refuse
from muniflow.registry.arrivals.handling import reopen as reopen
from muniflow.registry.arrivals.handling import unfile as unfile
from muniflow.registry.arrivals.places import book_of_year as book_of_year
from muniflow.registry.arrivals.places import years_of as years_of
from muniflow.registry.arrivals.receiving import doubles_of as doubles_of
from muniflow.registry.arrivals.receiving import files_of as files_of
from muniflow.registry.arrivals.receiving import receive as receive
from muniflow.registry.arrivals.registering import facts_of as facts_of
from muniflow.registry.arrivals.registering import may_register as may_register
from muniflow.registry.arrivals.registering import register_arrival as register_arrival
from muniflow.registry.arrivals.registering import register_paper as register_paper
from muniflow.registry.arrivals.sharing import counterparts_of as counterparts_of
from muniflow.registry.arrivals.sharing import share as share
from muniflow.registry.arrivals.sharing import shareable as shareable
