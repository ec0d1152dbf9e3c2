using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Wasilo.Demo;

/// <summary>What the demonstration asks of Wasilo: WAHA's requests, as any of its clients makes them.</summary>
internal sealed class SessionsClient : IDisposable
{
    private readonly HttpClient _http;

    public SessionsClient(Uri address, string key)
    {
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.Add("X-Api-Key", key);
    }

    public Task<JsonElement> CreateAsync(string name, object config) =>
        PostAsync("api/sessions", new { name, start = false, config });

    public Task<JsonElement> StartAsync(string name) => PostAsync($"api/sessions/{name}/start", new { });

    public Task<JsonElement> GetAsync(string name) => SendAsync(() => _http.GetAsync($"api/sessions/{name}"));

    public async Task<string> QrAsync(string name) =>
        (await SendAsync(() => _http.GetAsync($"api/{name}/auth/qr?format=raw"))).GetProperty("value").GetString()!;

    /// <summary>The session, once it is in a status; its node may have died, and nobody answers for it meanwhile.</summary>
    public Task<Session> UntilAsync(string name, string status, int seconds, CancellationToken cancellation) =>
        Show.UntilAsync(
            $"The session is {status}",
            seconds,
            async () =>
            {
                try
                {
                    var session = await GetAsync(name);
                    return session.GetProperty("status").GetString() == status
                        ? new Session(session.GetProperty("assignedWorker").GetString() ?? "")
                        : null;
                }
                catch (HttpRequestException)
                {
                    return null;
                }
            },
            cancellation);

    public Task<JsonElement> PostAsync(string path, object body) => SendAsync(() => _http.PostAsJsonAsync(path, body));

    public void Dispose() => _http.Dispose();

    private static async Task<JsonElement> SendAsync(Func<Task<HttpResponseMessage>> send)
    {
        using var response = await send();
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"Wasilo answered {(int)response.StatusCode}: {text}", null, response.StatusCode);
        return response.StatusCode == HttpStatusCode.NoContent || text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone();
    }

    /// <summary>A session that is in the wanted status.</summary>
    /// <param name="Node">Where it runs.</param>
    internal sealed record Session(string Node);
}
