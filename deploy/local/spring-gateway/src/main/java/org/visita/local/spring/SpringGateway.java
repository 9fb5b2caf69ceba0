package org.visita.local.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;

/**
 * Spring Cloud Gateway as somebody would set it up who wants of it what our own door does on a request: to know the key,
 * to count it against two limits, to pass it on, to write a line. Settings come as {@code -D} or as arguments.
 */
@SpringBootApplication
public class SpringGateway {

    public static void main(String[] args) {
        SpringApplication.run(SpringGateway.class, args);
    }

    @Bean
    RouteLocator routes(RouteLocatorBuilder routes, SpringGatewaySettings settings) {
        return routes.routes()
                .route("v1", route -> route.path("/v1/**").uri(settings.upstream()))
                .build();
    }

    @Bean
    GlobalFilter keys(SpringGatewaySettings settings) {
        return new KeyFilter(settings.key());
    }

    @Bean
    SpringGatewaySettings settings(org.springframework.core.env.Environment environment) {
        return new SpringGatewaySettings(
                environment.getRequiredProperty("bench.key"), environment.getRequiredProperty("bench.upstream"));
    }

    /**
     * What the benchmark sets.
     *
     * @param key that is taken
     * @param upstream address, {@code http://host:port}
     */
    record SpringGatewaySettings(String key, String upstream) {}
}
