package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.FastXslt;
import dev.myelin.engine.mediator.Keyed;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.mediator.transform.Stylesheet;
import dev.myelin.engine.mediator.transform.XsltTransformation.Place;
import java.util.Map;
import java.util.Optional;

/** {@code <fastXSLT>}. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class FastXsltCompiler implements MediatorCompiler<FastXslt> {
    @Override
    public Class<FastXslt> type() {
        return FastXslt.class;
    }

    @Override
    public void compile(FastXslt mediator, MediatorScope scope) {
        Optional<Keyed<Stylesheet>> sheet = ResourceKeys.keyed(
                mediator.key(),
                mediator,
                scope,
                text -> Stylesheet.compile(text.strip(), location -> Optional.empty()));
        Optional<Map<String, TextSource>> parameters = Settings.of(mediator.properties(), scope);
        if (sheet.isPresent() && parameters.isPresent()) {
            XsltCompiler.add(
                    "fastXSLT", sheet.get(), parameters.get(), new Place.Whole(), mediator.key(), mediator, scope);
        }
    }
}
