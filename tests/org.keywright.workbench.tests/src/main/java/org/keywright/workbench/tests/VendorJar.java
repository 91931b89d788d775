// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.tests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.eclipse.core.runtime.FileLocator;
import org.keywright.transport.Transports;
import org.osgi.framework.FrameworkUtil;

/** Compiles and packs the vendor's transport of the examples, as the vendor's build does. */
final class VendorJar {
  private static final Path SOURCES =
      Path.of("..", "..", "examples", "acme-transport", "src", "main", "java");
  private static final String COMPONENT = "OSGI-INF/com.acme.keywright.AcmeTransport.xml";
  private static final String DESCRIPTION =
      """
      <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="com.acme.keywright.AcmeTransport">
        <property name="keywright.transport.scheme" value="acme"/>
        <service><provide interface="org.keywright.transport.spi.TransportProvider"/></service>
        <implementation class="com.acme.keywright.AcmeTransport"/>
      </scr:component>
      """;

  private final Path classes;

  private VendorJar(Path classes) {
    this.classes = classes;
  }

  /** Compiles the example into a folder, against this program's own transport bundle. */
  static VendorJar compiled(Path scratch) throws IOException {
    Path stub = scratch.resolve("stub/org/osgi/service/component/annotations/Component.java");
    Files.createDirectories(stub.getParent());
    Files.writeString(
        stub, "package org.osgi.service.component.annotations; public @interface Component {}");
    Path classes = Files.createDirectories(scratch.resolve("classes"));
    Path transport =
        FileLocator.getBundleFileLocation(FrameworkUtil.getBundle(Transports.class))
            .orElseThrow()
            .toPath();
    var arguments =
        Stream.<Object>of("-d", classes, "-cp", transport, "-proc:none", "-nowarn", stub);
    try (var sources = Files.walk(SOURCES)) {
      List<Path> java = sources.filter(file -> file.toString().endsWith(".java")).toList();
      int status =
          ToolProvider.getSystemJavaCompiler()
              .run(
                  null,
                  null,
                  null,
                  Stream.concat(arguments, java.stream())
                      .map(Object::toString)
                      .toArray(String[]::new));
      if (status != 0) {
        throw new AssertionError("the example does not compile");
      }
    }
    return new VendorJar(classes);
  }

  /** Packs it as a bundle of a name. */
  Path in(Path file, String name) throws IOException {
    var manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", name);
    main.putValue("Bundle-Version", "1.0.0");
    main.putValue("Import-Package", "org.keywright.transport,org.keywright.transport.spi");
    main.putValue("Service-Component", COMPONENT);
    try (var out = new JarOutputStream(Files.newOutputStream(file), manifest);
        var all = Files.walk(classes.resolve("com"))) {
      out.putNextEntry(new JarEntry(COMPONENT));
      out.write(DESCRIPTION.getBytes(StandardCharsets.UTF_8));
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(each).toString().replace('\\', '/')));
        Files.copy(each, out);
      }
    }
    return file;
  }
}
