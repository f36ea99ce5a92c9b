"""The municipality itself: name, accent colour, logo, threshold, information pages."""
