package dev.myelin.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Imports point one way, and classes are closed unless somebody decided otherwise. */
class ArchitectureTest {
    /** From bottom to top. */
    private static final List<String> LAYERS = List.of(
            "dev.myelin.dsl..",
            "dev.myelin.samples..",
            "dev.myelin.engine.config..",
            "dev.myelin.engine.message..",
            "dev.myelin.engine.expression..",
            "dev.myelin.engine.session..",
            "dev.myelin.engine.transport",
            "dev.myelin.engine.transport.tls..",
            "dev.myelin.engine.transport.ws..",
            "dev.myelin.engine.transport.http..",
            "dev.myelin.engine.mediator..",
            "dev.myelin.engine.compiler..",
            "dev.myelin.engine.deploy..",
            "dev.myelin.engine.management..",
            "dev.myelin.engine.cli..",
            "dev.myelin.engine");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.myelin");

    @Test
    void importsPointFromTopToBottomOnly() {
        LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String layer : LAYERS) {
            layers = layers.optionalLayer(layer).definedBy(layer);
        }
        for (int i = 0; i < LAYERS.size() - 1; i++) {
            String[] above = LAYERS.subList(i + 1, LAYERS.size()).toArray(String[]::new);
            layers = layers.whereLayer(LAYERS.get(i)).mayOnlyBeAccessedByLayers(above);
        }
        layers.whereLayer("dev.myelin.engine").mayNotBeAccessedByAnyLayer().check(CLASSES);
    }

    @Test
    void noPackagesUseEachOther() {
        slices().matching("dev.myelin.engine.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void classesAreClosed() {
        classes()
                .that(areNamedClasses())
                .should(beClosed())
                .because("a class is closed for extension unless somebody decided otherwise")
                .check(CLASSES);
    }

    @Test
    void packagesSayWhatIsNullable() {
        List<String> unmarked = CLASSES.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(found -> found.getClasses().stream().anyMatch(type -> !isPackageInfo(type)))
                .filter(found -> !found.isAnnotatedWith(NullMarked.class))
                .map(found -> found.getName())
                .toList();
        assertThat(unmarked)
                .as("packages without @NullMarked in package-info.java")
                .isEmpty();
    }

    private static boolean isPackageInfo(JavaClass type) {
        return type.getSimpleName().equals("package-info");
    }

    private static DescribedPredicate<JavaClass> areNamedClasses() {
        return DescribedPredicate.describe(
                "are classes with a name",
                type -> !type.isInterface()
                        && !type.isEnum()
                        && !type.isAnonymousClass()
                        && !type.isLocalClass()
                        && !isPackageInfo(type)
                        && !type.getModifiers().contains(JavaModifier.SYNTHETIC));
    }

    private static ArchCondition<JavaClass> beClosed() {
        return new ArchCondition<>("be final, abstract, sealed or extended in its package only") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean closed = type.getModifiers().contains(JavaModifier.FINAL)
                        || type.getModifiers().contains(JavaModifier.ABSTRACT)
                        || type.reflect().isSealed()
                        || isExtendedInItsPackageOnly(type);
                events.add(new SimpleConditionEvent(type, closed, type.getName() + " is open"));
            }
        };
    }

    private static boolean isExtendedInItsPackageOnly(JavaClass type) {
        return !type.getModifiers().contains(JavaModifier.PUBLIC)
                && !type.getSubclasses().isEmpty();
    }
}
