"""One module a revision. What has been released is never altered: a change of the tables is a further revision."""
