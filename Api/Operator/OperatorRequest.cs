using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Wasilo.Api.Admin;
using Wasilo.Silo.Startup;

namespace Wasilo.Api.Operator;

/// <summary>One request to <c>/admin</c>, and where it goes: to an API that runs, or to one that is started for it inside of this process.</summary>
internal sealed record OperatorRequest(string Method, string Path, object? Body)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <param name="request">What is asked for.</param>
    /// <param name="url">Of an API that runs.</param>
    /// <param name="key">Null to join the cluster instead.</param>
    /// <param name="settings">The program's settings, as <c>--Cluster:Mode=cluster</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<int> RunAsync(
        OperatorRequest request, string url, string? key, string[] settings, CancellationToken cancellationToken)
    {
        if (settings.FirstOrDefault(token => !token.StartsWith("--", StringComparison.Ordinal) || !token.Contains(':', StringComparison.Ordinal)) is { } unknown)
            return await RefuseAsync($"'{unknown}' is not understood. --help tells what is.");
        try
        {
            if (key is not null)
                return await request.SendAsync(new Uri($"{url.TrimEnd('/')}/"), key, cancellationToken);
            return await request.SendInClusterAsync(settings, cancellationToken);
        }
        catch (Exception problem) when (problem is StartupException or HttpRequestException or UriFormatException)
        {
            return await RefuseAsync(problem.Message);
        }
    }

    private async Task<int> SendInClusterAsync(string[] settings, CancellationToken cancellationToken)
    {
        var own = new OperatorKey();
        await using var app = ApiHost.Build(["--Urls=http://127.0.0.1:0", "--Shutdown:DrainSeconds=0", "--Logging:LogLevel:Default=Warning", .. settings], own);
        if (app.Services.GetRequiredService<Silo.WasiloRole>().HostsSilo)
        {
            return await RefuseAsync(
                "Give --key (or WASILO_KEY): the admin key that the box printed at its first start. "
                + "Without a key, this needs --Cluster:Mode=cluster and the settings of the cluster's nodes.");
        }

        await WasiloHost.StartAsync(app, cancellationToken);
        try
        {
            await app.Services.GetRequiredService<Cluster.ClusterWatch>().WaitAsync(cancellationToken);
            return await SendAsync(new Uri($"{app.Urls.Single()}/"), own.Text, cancellationToken);
        }
        finally
        {
            await app.StopAsync(CancellationToken.None);
        }
    }

    private async Task<int> SendAsync(Uri url, string key, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(30) };
        using var message = new HttpRequestMessage(new HttpMethod(Method), Path);
        message.Headers.Add("X-Api-Key", key);
        if (Body is not null)
            message.Content = JsonContent.Create(Body, options: Options);
        using var response = await http.SendAsync(message, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var json = text.Length > 0 ? JsonSerializer.Deserialize<JsonElement>(text) : default;
        if (!response.IsSuccessStatusCode)
            return await RefuseAsync(json.ValueKind == JsonValueKind.Object && json.TryGetProperty("detail", out var detail) ? detail.GetString()! : $"The API answered {(int)response.StatusCode}.");
        await Console.Out.WriteLineAsync(text.Length > 0 ? JsonSerializer.Serialize(json, Options) : "Done.");
        return 0;
    }

    private static async Task<int> RefuseAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return 1;
    }
}
