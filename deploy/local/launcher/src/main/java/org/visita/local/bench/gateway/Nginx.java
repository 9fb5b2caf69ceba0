package org.visita.local.bench.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** nginx with one worker, a map of keys, two limits and an access log, if this machine has it. */
final class Nginx {

    private static final String CONFIG = """
            worker_processes 1;
            daemon off;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log;
            events { worker_connections 1024; }
            http {
                access_log %1$s/access.log;
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                keepalive_requests 100000000;
                map_hash_bucket_size 128;
                map $http_x_api_key $known { default 0; "%2$s" 1; }
                limit_req_zone $http_x_api_key zone=second:1m rate=1000000r/s;
                limit_req_zone $http_x_api_key zone=minute:1m rate=60000000r/m;
                upstream service { server %3$s; keepalive 256; keepalive_requests 100000000; }
                server {
                    listen 127.0.0.1:%4$d backlog=1024;
                    location /v1/ {
                        if ($known = 0) { return 401; }
                        limit_req zone=second burst=1000000 nodelay;
                        limit_req zone=minute burst=1000000 nodelay;
                        proxy_http_version 1.1;
                        proxy_set_header Connection "";
                        proxy_set_header X-API-Key "";
                        proxy_pass http://service;
                    }
                }
            }
            """;

    private Nginx() {}

    /** Where it is installed. */
    static Optional<Path> binary() {
        return Stream.of("/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static OwnServer start(Path binary, Path folder, int port, String key, URI service) {
        try {
            Files.createDirectories(folder);
            Path config = folder.resolve("nginx.conf");
            Files.writeString(config, CONFIG.formatted(folder, key, service.getAuthority(), port));
            return OwnServer.start(
                    "nginx",
                    port,
                    folder,
                    new ProcessBuilder(binary.toString(), "-p", folder.toString(), "-c", config.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
