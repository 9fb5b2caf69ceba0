package org.visita.audit.person;

import java.util.UUID;

/** What stands sealed in an entry, and under the key of whom. */
public record SealedDetails(UUID entry, UUID person, byte[] sealed) {}
