using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Wasilo.Silo.Configuration;

namespace Wasilo.Api.Telemetry;

/// <summary>Metrics at <c>/metrics</c> and, where a collector is configured, traces and metrics over OTLP.</summary>
internal static class TelemetryComposition
{
    private const string Endpoint = "Telemetry:OtlpEndpoint";
    private static readonly string[] Meters = ["Wasilo.*", "Microsoft.Orleans", "Microsoft.AspNetCore.*"];
    private static readonly string[] Sources = ["Wasilo.*", "Microsoft.Orleans.*"];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        // It writes whole addresses, and their queries may hold keys. The access log tells the rest.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);

        var settings = new SettingsReader(builder.Configuration);
        settings.RequireKnown("Telemetry", Endpoint);
        var collector = Collector(settings);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("wasilo-api", serviceVersion: typeof(ApiHost).Assembly.GetName().Version!.ToString(3)))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Meters).AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddPrometheusExporter();
                if (collector is not null)
                    metrics.AddOtlpExporter(options => options.Endpoint = collector);
            });
        if (collector is not null)
        {
            telemetry.WithTracing(traces => traces
                .AddSource(Sources)
                .AddAspNetCoreInstrumentation(options =>
                {
                    options.Filter = http => !http.Request.Path.StartsWithSegments("/link"); // the path is the key
                })
                .AddOtlpExporter(options => options.Endpoint = collector));
        }
    }

    private static Uri? Collector(SettingsReader settings)
    {
        if ((settings.OptionalText(Endpoint) ?? settings.OptionalText("OTEL_EXPORTER_OTLP_ENDPOINT")) is not { } text)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw SettingsReader.Wrong(Endpoint, text, "the http or https address of an OTLP collector, as http://127.0.0.1:4317");
    }
}
