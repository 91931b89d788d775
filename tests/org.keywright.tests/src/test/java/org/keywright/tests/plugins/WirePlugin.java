// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.plugins;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.Atr;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.spi.TransportProvider;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** A plug-in with a transport, {@code acme:NAME}, to the modules that a service has by name. */
public final class WirePlugin implements BundleActivator {
  /** What a jar with it needs. */
  public static final String IMPORTS =
      "org.osgi.framework,org.keywright.transport,org.keywright.transport.spi";

  /** The classes of a jar with it. */
  public static Class<?>[] classes() {
    return new Class<?>[] {WirePlugin.class, Provider.class, Wire.class};
  }

  @Override
  @SuppressWarnings("unchecked")
  public void start(BundleContext context) {
    var modules =
        (Function<String, ApduResponder>)
            context.getService(context.getServiceReference(Function.class));
    context.registerService(
        TransportProvider.class,
        new Provider(modules),
        FrameworkUtil.asDictionary(Map.of("keywright.transport.scheme", "acme")));
  }

  @Override
  public void stop(BundleContext context) {
    // the framework takes the service away
  }

  /** Opens wires. */
  private record Provider(Function<String, ApduResponder> modules) implements TransportProvider {
    @Override
    public List<Endpoint> endpoints() {
      return List.of();
    }

    @Override
    public Link open(Endpoint endpoint) {
      return new Wire(modules.apply(endpoint.address()));
    }
  }

  /** Leads straight to a module. */
  private static final class Wire implements Link {
    private final ApduResponder module;
    private volatile boolean closed;

    Wire(ApduResponder module) {
      this.module = module;
    }

    @Override
    public Atr atr() {
      return module.atr();
    }

    @Override
    public byte[] transceive(byte[] command) throws LinkException {
      if (closed) {
        throw new LinkException("the wire is closed");
      }
      return module.respond(command);
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
