"""From a finished issue to its readers: e-mail, shared folder, webhook."""
