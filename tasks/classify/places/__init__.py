"""Places: a gazetteer of regions, their mentions in a text, and which region each mention means."""

from tasks.classify.places.gazetteer import Gazetteer, Place, load_gazetteer

__all__ = ["Gazetteer", "Place", "load_gazetteer"]
