using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Control;

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
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Parse(options.Address), options.Port);
            kestrel.Limits.MaxRequestBodySize = MaxRequestBody;
        });
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton(time);
        services.AddSingleton<ChatServer>();
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
        app.MapFaults();
        app.MapStats();
        return app;
    }
}
