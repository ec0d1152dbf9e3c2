using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Wasilo.Api.Access;
using Wasilo.Grains.Abstractions.Accounts;
using Wasilo.Silo.Startup;

namespace Wasilo.Api.Tests;

/// <summary>A whole box in this process, as <c>Api</c> runs it without settings, but on a free port and a file of its own.</summary>
public sealed class SingleBox : IAsyncLifetime
{
    public const string NodeName = "box";

    private readonly TemporaryFolder _folder = new();
    private WebApplication? _app;

    public HttpClient Http { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _app = ApiHost.Build(
        [
            "--Urls=http://127.0.0.1:0",
            $"--Storage:ConnectionString=Data Source={_folder.File("wasilo.db")}",
            $"--Node:Name={NodeName}",
            "--Shutdown:DrainSeconds=0",
        ]);
        await WasiloHost.StartAsync(_app, CancellationToken.None);
        Http = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
        var account = _app.Services.GetRequiredService<IClusterClient>().GetGrain<IAccountGrain>(FirstKey.Account);
        Http.DefaultRequestHeaders.Add("X-Api-Key", (await account.CreateKey(new ApiKeyRequest("test", [ApiScopes.Admin]))).Key);
        await Eventually.TrueAsync(async () => (await Http.GetAsync("/readyz")).IsSuccessStatusCode);
    }

    /// <summary>Stops the box in order and starts it again on the same file.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await InitializeAsync();
    }

    public async Task<JsonElement> NodeAsync() =>
        (await Http.GetFromJsonAsync<JsonElement>("/api/nodes")).EnumerateArray().ShouldHaveSingleItem();

    public async Task DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }

    private async Task StopAsync()
    {
        Http.Dispose();
        await _app!.StopAsync();
        await _app.DisposeAsync();
    }
}
