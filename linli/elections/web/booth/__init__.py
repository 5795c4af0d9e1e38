"""The booth, the credential maker, the trustees' pages, the verifier in the browser."""
