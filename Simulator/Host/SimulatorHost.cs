using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Control;
using Wasilo.Simulator.Edges;
using Wasilo.Simulator.Pki;
using Wasilo.Simulator.State;

namespace Wasilo.Simulator.Host;

/// <summary>Composes the web application: the chat socket and the control API on one port.</summary>
internal static class SimulatorHost
{
    // Control requests are small: the longest is a QR text.
    private const int MaxRequestBody = 64 * 1024;

    // From the configuration files and arguments of the program.
    public static WebApplicationBuilder CreateProgramBuilder(IReadOnlyList<string> args)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        SettingsReader.AddArguments(builder.Configuration, args);
        return builder;
    }

    // Inside another program: neither its files nor its console are the simulator's.
    public static WebApplicationBuilder CreateInProcessBuilder()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        return builder;
    }

    public static WebApplication Build(WebApplicationBuilder builder, SimulatorOptions options, TimeProvider time)
    {
        var address = IPAddress.Parse(options.Address);
        var state = options.StateFile is { } file ? StateFile.Open(file) : null;
        var tls = !options.Tls ? null
            : options.TlsCertificate is { } path ? TlsIdentity.Load(path)
            : TlsIdentity.Create(RandomStreams.Open(options, RandomStream.Tls, state), address);
        var link = options.Edges > 0 ? new EdgeLink() : null;
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(address, options.Port);
            if (tls is not null)
            {
                kestrel.Listen(address, options.TlsPort, listen =>
                {
                    listen.Protocols = HttpProtocols.Http1; // as WhatsApp's chat servers: clients upgrade by HTTP/1.1
                    listen.UseHttps(tls.Certificate);
                });
            }

            link?.Listen(kestrel);
            kestrel.Limits.MaxRequestBodySize = MaxRequestBody;
        });
        var services = builder.Services;
        if (tls is not null)
            services.AddSingleton(_ => tls); // by a factory: then the container disposes of it
        services.AddSingleton(options);
        services.AddSingleton(time);
        services.AddSingleton<ChatServer>();
        if (state is not null)
        {
            services.AddSingleton(state);
            services.AddHostedService<StateSaver>();
        }

        if (link is not null)
        {
            services.AddSingleton(_ => link);
            services.AddSingleton<EdgeFleet>();
            services.AddHostedService(static provider => provider.GetRequiredService<EdgeFleet>());
        }

        services.AddHostedService<Sweeper>();
        services.AddProblemDetails();
        services.AddExceptionHandler<RefusalHandler>();
        services.AddOpenApi(openApi => openApi.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Wasilo Simulator";
            document.Info.Version = typeof(SimulatorHost).Assembly.GetName().Version!.ToString(3);
            return Task.CompletedTask;
        }));
        services.ConfigureHttpJsonOptions(static json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
            // A field that is missing or null is the caller's mistake, told as 400.
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
        });

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        // WhatsApp's clients don't use the WebSocket's own pings; the protocol has its own.
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        app.MapOpenApi();
        app.MapHealth();
        app.MapChat();
        app.MapPhones();
        app.MapMessages();
        app.MapScripts();
        app.MapFaults();
        app.MapStats();
        if (tls is not null)
            app.MapTls();
        return app;
    }
}
