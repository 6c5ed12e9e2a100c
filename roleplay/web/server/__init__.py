"""Between the network and the pages: starting up, limits, routes, addresses, devices."""
