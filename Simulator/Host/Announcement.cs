namespace Wasilo.Simulator.Host;

/// <summary>What a person needs to point a client here, in one block.</summary>
internal static class Announcement
{
    public static string Of(SimulatorServer server) =>
        $"""

        Wasilo Simulator
          clients connect to   {server.ChatUrl}
          and trust the root   {server.Root}
          control API          {server.ControlUrl}openapi/v1.json


        """;
}
