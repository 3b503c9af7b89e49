/**
 * TLS for listeners and for connections to back-ends. {@link dev.myelin.engine.transport.tls.TlsParameters} makes {@link
 * dev.myelin.engine.transport.tls.TlsSettings} of names and texts, {@link dev.myelin.engine.transport.tls.TlsContexts}
 * keeps a {@link dev.myelin.engine.transport.tls.TlsContext} for each of them, which follows its files when they change.
 * Begin there.
 */
@NullMarked
package dev.myelin.engine.transport.tls;

import org.jspecify.annotations.NullMarked;
