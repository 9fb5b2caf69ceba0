package org.visita.gateway.portal;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.MIMEHeader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** One address of the portal, in every form that it is to be had in; the first unless another one is asked for. */
record StaticPage(List<Form> forms) {

    record Form(String mediaType, Buffer content, String etag) {

        static Form of(String mediaType, byte[] content) {
            return new Form(mediaType, Buffer.buffer(content), '"' + digest(content) + '"');
        }

        private boolean is(MIMEHeader accepted) {
            String[] type = mediaType.split("[/;]");
            // Its weight is asked first, as only then the header is read; isPermitted() says the opposite.
            return accepted.weight() > 0
                    && matches(accepted.component(), type[0])
                    && matches(accepted.subComponent(), type[1]);
        }

        private static boolean matches(String accepted, String type) {
            return accepted.equals("*") || accepted.equalsIgnoreCase(type);
        }
    }

    static StaticPage html(String html) {
        return new StaticPage(List.of(Form.of("text/html;charset=utf-8", html.getBytes(StandardCharsets.UTF_8))));
    }

    static StaticPage of(String mediaType, byte[] content) {
        return new StaticPage(List.of(Form.of(mediaType, content)));
    }

    /**
     * The form that is wanted most. Whoever wants none of them gets the first: it says more than a refusal would.
     *
     * @param accepted the most wanted first; empty for anything
     */
    Form best(List<? extends MIMEHeader> accepted) {
        for (MIMEHeader wanted : accepted) {
            Optional<Form> form =
                    forms.stream().filter(candidate -> candidate.is(wanted)).findFirst();
            if (form.isPresent()) {
                return form.get();
            }
        }
        return forms.getFirst();
    }

    private static String digest(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
