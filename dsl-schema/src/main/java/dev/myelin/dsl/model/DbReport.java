package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import org.jspecify.annotations.Nullable;

/** Writes to a database. */
@AutoService(Mediator.class)
@XmlRootElement(name = "dbreport")
public final class DbReport extends DbMediator {
    @Allowed({"true", "false"})
    @XmlAttribute
    private @Nullable String useTransaction;

    /** Whether all its statements count, or none. */
    public boolean isOneTransaction() {
        return "true".equalsIgnoreCase(useTransaction);
    }
}
