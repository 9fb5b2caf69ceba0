package org.visita.local.ehr;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.provider.JpaCapabilityStatementProvider;
import ca.uhn.fhir.jpa.provider.JpaSystemProvider;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * HAPI's JPA FHIR R4 server under {@code /fhir}, on loopback only and without CORS: it plays the clinic's EHR for one
 * machine and asks nobody for credentials.
 *
 * <p>Arguments: port, data folder.
 */
public final class EhrServer {

    private EhrServer() {}

    public static void main(String... args) throws Exception {
        if (args.length != 2) {
            System.err.println("Usage: EhrServer <port> <data folder>");
            System.exit(2);
        }
        int port = Integer.parseInt(args[0]);
        EhrData data = new EhrData(Files.createDirectories(Path.of(args[1])));

        var context = new AnnotationConfigApplicationContext();
        context.registerBean(EhrData.class, () -> data);
        context.register(EhrConfiguration.class);
        context.refresh();
        data.markSchema();

        Server jetty = jetty(port, fhir(context));
        // One hook, in order: the last request is answered before the database closes.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            LifeCycle.stop(jetty);
            context.close();
        }));
        jetty.start();
    }

    private static RestfulServer fhir(AnnotationConfigApplicationContext context) {
        RestfulServer server = new RestfulServer(context.getBean(FhirContext.class));
        server.registerProviders(context.getBean("myResourceProvidersR4", ResourceProviderFactory.class)
                .createProviders());
        server.registerProvider(context.getBean("mySystemProviderR4", JpaSystemProvider.class));
        server.setPagingProvider(context.getBean(DatabaseBackedPagingProvider.class));
        server.setDefaultResponseEncoding(EncodingEnum.JSON);
        var capability = new JpaCapabilityStatementProvider(
                server,
                context.getBean("mySystemDaoR4", IFhirSystemDao.class),
                context.getBean(JpaStorageSettings.class),
                context.getBean(ISearchParamRegistry.class),
                context.getBean(IValidationSupport.class));
        capability.setImplementationDescription("The sample clinic's EHR");
        server.setServerConformanceProvider(capability);
        return server;
    }

    private static Server jetty(int port, RestfulServer fhir) {
        QueuedThreadPool threads = new QueuedThreadPool(32, 4);
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        ServletContextHandler handler = new ServletContextHandler("/");
        handler.addServlet(new ServletHolder(fhir), "/fhir/*");
        server.setHandler(handler);
        return server;
    }
}
