package org.visita.gateway.key;

import java.util.List;
import java.util.Optional;
import org.visita.gateway.limit.ClientAddress;

/** Where a key may come from; an empty list: from anywhere. */
record NetworkList(List<Network> networks) {

    private static final NetworkList ANYWHERE = new NetworkList(List.of());

    /** An entry that cannot be read lets nobody in, and as one is there, the list is not empty. */
    private static final Network NOWHERE = new Network(new byte[0], 0);

    static NetworkList of(List<String> texts) {
        return texts.isEmpty()
                ? ANYWHERE
                : new NetworkList(texts.stream()
                        .map(text -> Network.parse(text).orElse(NOWHERE))
                        .toList());
    }

    boolean isAnywhere() {
        return networks.isEmpty();
    }

    boolean admits(ClientAddress from) {
        if (isAnywhere()) {
            return true;
        }
        byte[] address = Optional.ofNullable(from)
                .map(known -> Network.bytes(known.text()))
                .orElse(null);
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /** Whether all that the other admits is admitted by one block of this. */
    boolean covers(NetworkList other) {
        return isAnywhere()
                || !other.isAnywhere()
                        && other.networks.stream()
                                .allMatch(theirs -> networks.stream().anyMatch(ours -> ours.contains(theirs)));
    }
}
