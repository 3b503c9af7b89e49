package dev.myelin.engine.config;

import dev.myelin.dsl.SourceLocation;

/**
 * A setting of TLS as {@code deployment.toml} has it.
 *
 * @param name dotted, such as {@code keystore.tls.password}
 * @param value as given; perhaps a secret
 * @param where it stands
 */
public record TlsText(String name, String value, SourceLocation where) {
    /** Without the value. */
    @Override
    public String toString() {
        return name;
    }
}
