package org.visita.local.bench.gateway;

import java.net.URI;
import java.util.List;

/**
 * A door that is measured, with one worker.
 *
 * @param pids of the processes that do its work
 */
record Doorway(String name, URI address, List<Long> pids) {}
