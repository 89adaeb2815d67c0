"""From a clean article to what it says: places, and for each clause its role, regions, topics and speaker."""
