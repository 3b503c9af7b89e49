/**
 * WSDL documents: the addresses of ports in them, and how they are had.
 *
 * <p>Start reading at {@link dev.myelin.engine.mediator.endpoint.wsdl.WsdlDocument}.
 */
@NullMarked
package dev.myelin.engine.mediator.endpoint.wsdl;

import org.jspecify.annotations.NullMarked;
