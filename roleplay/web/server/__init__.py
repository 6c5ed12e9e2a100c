"""Between the network and the pages: start, limits, routes, addresses, devices."""
