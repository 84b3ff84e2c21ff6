"""Programs for risky work on files: run by themselves, with limits, never imported by a server.

They know nothing of the site: a file goes in, files and a report come out.
"""
