"""Pages of consultations, of what people say, of calls for an assembly, of pacts and disclosures."""
