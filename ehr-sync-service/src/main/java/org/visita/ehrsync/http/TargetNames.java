package org.visita.ehrsync.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where names lead, and which of it is the outside. */
interface TargetNames {

    /** As this machine resolves them. */
    TargetNames OF_THE_SYSTEM = new TargetNames() {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return InetAddress.getAllByName(host);
        }

        @Override
        public boolean isPrivate(InetAddress address) {
            return PrivateNetworks.isPrivate(address);
        }
    };

    InetAddress[] resolve(String host) throws UnknownHostException;

    boolean isPrivate(InetAddress address);
}
