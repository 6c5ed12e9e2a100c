"""Tables, migrations and the Store."""
