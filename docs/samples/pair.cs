#:project ../../WhatsApp
#:property PublishAot=false

using System.Net.Http.Json;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Storage;
using Wasilo.WhatsApp.Transport;

string host = args[0], root = args[1];
using var phones = new HttpClient { BaseAddress = new Uri($"http://{host}") };
await phones.PostAsJsonAsync("phones", new { number = "15550000001" });

var options = new ClientOptions { TrustedRoot = PublicKey.FromRaw(Convert.FromHexString(root)) };
var store = new InMemoryStore();
using var server = new WebSocketTransportFactory(new Uri($"ws://{host}/ws/chat"));
await using var client = new WhatsAppClient(options, store, store.TakeOver(), server);
await client.StartAsync();
await foreach (var happened in client.Events)
{
    Console.WriteLine(happened is QrIssued { Text: var text } ? text : happened);
    if (happened is QrIssued { Text: var qr })
        (await phones.PostAsJsonAsync("phones/15550000001/scan", new { qr })).EnsureSuccessStatusCode();
    if (happened is ConnectionChanged { State: ConnectionState.Connected })
        break;
}
