using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wasilo.Api.Access;
using Wasilo.Grains.Abstractions.Accounts;
using Wasilo.Silo.Startup;
using Wasilo.Simulator;

namespace Wasilo.Api.Tests.Waha;

/// <summary>A box in this process whose sessions connect to a simulated WhatsApp.</summary>
public sealed class WahaBox : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private WebApplication? _app;

    /// <summary>Further settings, as <c>--Key=value</c>.</summary>
    internal string[] Settings { get; init; } = [];

    /// <summary>Where everything that is logged goes; null for nowhere.</summary>
    internal ILoggerProvider? Logs { get; init; }

    internal SimulatorServer Server { get; private set; } = null!;

    internal IClusterClient Cluster => _app!.Services.GetRequiredService<IClusterClient>();

    /// <summary>It may do everything.</summary>
    internal string Key { get; private set; } = null!;

    /// <summary>With a key that may do everything.</summary>
    internal HttpClient Http { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await SimulatorServer.StartAsync();
        _app = ApiHost.Build(
        [
            "--Urls=http://127.0.0.1:0",
            $"--Storage:ConnectionString=Data Source={_folder.File("wasilo.db")}",
            $"--WhatsApp:Endpoint={Server.ChatUrl}",
            $"--WhatsApp:RootKey={Convert.ToHexString(Server.Root.ToRaw())}",
            "--Shutdown:DrainSeconds=0",
            .. Settings,
        ]);
        if (Logs is not null)
            _app.Services.GetRequiredService<ILoggerFactory>().AddProvider(Logs);
        await WasiloHost.StartAsync(_app, CancellationToken.None);
        Key = await KeyAsync(FirstKey.Account, [.. ApiScopes.All]);
        Http = Anonymous(Key);
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await _app!.StopAsync();
        await _app.DisposeAsync();
        await Server.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A client with a new key of an account, which is made if it is missing.</summary>
    internal async Task<HttpClient> ClientAsync(string account, string[] scopes, string? session = null)
    {
        return Anonymous(await KeyAsync(account, scopes, session));
    }

    /// <summary>A new key of an account, which is made if it is missing.</summary>
    internal async Task<string> KeyAsync(string account, string[] scopes, string? session = null)
    {
        var grain = Cluster.GetGrain<IAccountGrain>(account);
        if (await grain.Get() is null)
            await grain.Put(account, null);
        return (await grain.CreateKey(new ApiKeyRequest("test", scopes, session))).Key;
    }

    internal HttpClient Anonymous(string? key = null)
    {
        var http = new HttpClient { BaseAddress = new Uri(_app!.Urls.Single()) };
        if (key is not null)
            http.DefaultRequestHeaders.Add("X-Api-Key", key);
        return http;
    }

    internal async Task<JsonElement> CreateAsync(object request)
    {
        using var response = await Http.PostAsJsonAsync("/api/sessions", request);
        ((int)response.StatusCode).ShouldBe(201);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    internal Task BecomesAsync(string session, string status) => Eventually.TrueAsync(
        async () => (await Http.GetFromJsonAsync<JsonElement>($"/api/sessions/{session}")).GetProperty("status").GetString() == status,
        what: $"{session} is {status}");
}
