"""A whole evening on phones, tablet and laptop, with a picture of every screen and a list of what a machine can see."""
