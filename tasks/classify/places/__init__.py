"""Places: a gazetteer of regions, their mentions in a text, which region each means, and the order to print them in."""

from tasks.classify.places.articles import find_places
from tasks.classify.places.gazetteer import Gazetteer, Place, load_gazetteer
from tasks.classify.places.order import SortKey, printed_name, region_order

__all__ = ["Gazetteer", "Place", "SortKey", "find_places", "load_gazetteer", "printed_name", "region_order"]
