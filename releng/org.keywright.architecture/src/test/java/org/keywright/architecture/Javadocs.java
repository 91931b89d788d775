// SPDX-License-Identifier: EPL-2.0
package org.keywright.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

/** Finds public types and packages without a documentation comment, from the sources alone. */
final class Javadocs extends TreePathScanner<Void, Boolean> {

  private final DocTrees docs;
  private final Collection<String> missing = new TreeSet<>();

  private Javadocs(DocTrees docs) {
    this.docs = docs;
  }

  /** Names each public type outside {@code internal}, and each package, that has no Javadoc. */
  static Collection<String> missing(List<Path> sources) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources));
      var scanner = new Javadocs(DocTrees.instance(task));
      for (CompilationUnitTree unit : task.parse()) {
        String packageName = String.valueOf(unit.getPackageName());
        scanner.scan(unit, !(packageName + ".").contains(".internal."));
      }
      return scanner.missing;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Void visitPackage(PackageTree tree, Boolean visible) {
    if (getCurrentPath()
            .getCompilationUnit()
            .getSourceFile()
            .getName()
            .endsWith("package-info.java")
        && docs.getDocComment(getCurrentPath()) == null) {
      missing.add("package " + tree.getPackageName());
    }
    return null;
  }

  @Override
  public Void visitClass(ClassTree tree, Boolean visible) {
    boolean inInterface =
        getCurrentPath().getParentPath().getLeaf() instanceof ClassTree outer
            && (outer.getKind() == Tree.Kind.INTERFACE
                || outer.getKind() == Tree.Kind.ANNOTATION_TYPE);
    boolean open =
        visible
            && !tree.getSimpleName().isEmpty()
            && (inInterface || tree.getModifiers().getFlags().contains(Modifier.PUBLIC));
    if (open && docs.getDocComment(getCurrentPath()) == null) {
      missing.add(
          getCurrentPath().getCompilationUnit().getPackageName() + "." + tree.getSimpleName());
    }
    return super.visitClass(tree, open);
  }
}
