"""Who to call: in danger, and to talk to; for one's own country."""

from roleplay.web.people import signposts

me = signposts.me()
signposts.draw(me)
signposts.choose(me)
signposts.way_back()
