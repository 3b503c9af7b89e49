/**
 * OpenAPI documents with Yandex's extensions for WebSocket: from YAML or JSON to the elements that XML would have.
 *
 * <p>Start reading at {@link dev.myelin.dsl.openapi.OpenApiReader}. What comes out are {@link
 * dev.myelin.dsl.openapi.Blueprint}s with the places of the document, which {@code dev.myelin.dsl.read} checks and turns
 * into the model as it does with XML.
 */
@NullMarked
package dev.myelin.dsl.openapi;

import org.jspecify.annotations.NullMarked;
