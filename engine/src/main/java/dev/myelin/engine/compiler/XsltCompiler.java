package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Xslt;
import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.mediator.Keyed;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.mediator.Workers;
import dev.myelin.engine.mediator.transform.Selection;
import dev.myelin.engine.mediator.transform.Stylesheet;
import dev.myelin.engine.mediator.transform.TransformMediator;
import dev.myelin.engine.mediator.transform.XsltTransformation;
import dev.myelin.engine.mediator.transform.XsltTransformation.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code <xslt>}: the stylesheet of a constant key is compiled here, once. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class XsltCompiler implements MediatorCompiler<Xslt> {
    @Override
    public Class<Xslt> type() {
        return Xslt.class;
    }

    @Override
    public void compile(Xslt mediator, MediatorScope scope) {
        Function<String, Optional<String>> imports = ResourceKeys.imports(mediator.resources(), scope);
        Optional<Keyed<Stylesheet>> sheet =
                ResourceKeys.keyed(mediator.key(), mediator, scope, text -> Stylesheet.compile(text.strip(), imports));
        Optional<Map<String, TextSource>> parameters = Settings.of(mediator.properties(), scope);
        Optional<SynapseExpression> source = mediator.source().flatMap(text -> scope.expression(text, mediator));
        boolean complete = sheet.isPresent() && parameters.isPresent();
        if (complete && source.isPresent() == mediator.source().isPresent()) {
            Selection selection = new Selection(source);
            Place place = mediator.target()
                    .<Place>map(name -> new Place.Property(selection, name))
                    .orElseGet(() -> new Place.Part(selection));
            add("xslt", sheet.get(), parameters.get(), place, mediator.key(), mediator, scope);
        }
    }

    static void add(
            String name,
            Keyed<Stylesheet> sheet,
            Map<String, TextSource> parameters,
            Place place,
            String key,
            dev.myelin.dsl.model.Mediator where,
            MediatorScope scope) {
        var transformation = new XsltTransformation(sheet, parameters, place);
        var mediator = new TransformMediator(
                List.of(sheet), transformation, Workers.of(scope.settings().context()));
        scope.process(name, mediator, name + " " + key, where);
    }
}
