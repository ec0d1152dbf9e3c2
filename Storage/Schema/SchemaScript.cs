using System.Security.Cryptography;
using System.Text;

namespace Wasilo.Storage.Schema;

/// <summary>One step of the schema, from a file <c>NNN-name.sql</c>.</summary>
internal sealed record SchemaScript(int Version, string Name, string Text)
{
    /// <summary>SHA-256 in hex of the text with line ends as \n, so that a checkout on Windows has the same.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text.ReplaceLineEndings("\n"))));

    public override string ToString() => $"{Version:000}-{Name}";
}
