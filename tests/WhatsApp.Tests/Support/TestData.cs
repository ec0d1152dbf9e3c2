using System.Text.Json;

namespace Wasilo.WhatsApp.Tests.Support;

/// <summary>The JSON files of Data/, found beside the test assembly.</summary>
internal static class TestData
{
    /// <summary>Known answers of the protocol.</summary>
    internal static JsonElement Vectors { get; } = Load("vectors.json");

    internal static JsonElement Load(string name)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Data", name));
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    internal static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString()!;

    /// <summary>The bytes that a property holds in hexadecimal.</summary>
    internal static byte[] Hex(this JsonElement element, string property) => Convert.FromHexString(element.Text(property));
}
