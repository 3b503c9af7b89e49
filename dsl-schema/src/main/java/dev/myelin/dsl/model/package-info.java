/**
 * What the XML says, as JAXB objects that know where they stood.
 *
 * <p>Start reading at {@link dev.myelin.dsl.model.Artefact} and {@link dev.myelin.dsl.model.Mediator}. A mediator is one
 * class here, found by {@link java.util.ServiceLoader}; the reader takes the allowed attributes and children from the
 * JAXB annotations, and a test holds them against the XSD.
 */
@NullMarked
@XmlSchema(namespace = Namespaces.SYNAPSE, elementFormDefault = XmlNsForm.QUALIFIED)
package dev.myelin.dsl.model;

import jakarta.xml.bind.annotation.XmlNsForm;
import jakarta.xml.bind.annotation.XmlSchema;
import org.jspecify.annotations.NullMarked;
