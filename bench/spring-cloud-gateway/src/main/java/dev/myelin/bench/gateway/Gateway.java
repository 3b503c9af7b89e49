package dev.myelin.bench.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Spring Cloud Gateway with one route. {@code Gateway PORT BACKEND_PORT}. */
@SpringBootApplication
public class Gateway {
    /** Runs until the process ends. */
    public static void main(String[] args) {
        SpringApplication.run(
                Gateway.class,
                "--server.port=" + args[0],
                "--server.address=127.0.0.1",
                "--spring.cloud.gateway.server.webflux.routes[0].id=bench",
                "--spring.cloud.gateway.server.webflux.routes[0].uri=ws://127.0.0.1:" + args[1],
                "--spring.cloud.gateway.server.webflux.routes[0].predicates[0]=Path=/**",
                "--logging.level.root=WARN",
                "--spring.main.banner-mode=off");
    }
}
