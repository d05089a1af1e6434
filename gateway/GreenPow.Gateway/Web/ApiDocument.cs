using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace GreenPow.Gateway.Web;

/// <summary>An error as the API answers it: RFC 9457, and the name of the parameter.</summary>
public sealed class ApiProblem : ProblemDetails
{
    /// <summary>The parameter or the body's field whose value was not taken; absent where the error is of none.</summary>
    public string? Parameter { get; set; }
}

/// <summary>What the OpenAPI document says beyond what the handlers' signatures tell.</summary>
public static class ApiDocument
{
    private const string Bytes = "application/octet-stream";

    /// <summary>Answers 503 while the chain does not.</summary>
    public static TBuilder NeedsChain<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder => endpoint.CanFail(StatusCodes.Status503ServiceUnavailable);

    /// <summary>Errors that the handler's type does not name.</summary>
    public static TBuilder CanFail<TBuilder>(this TBuilder endpoint, params int[] statuses) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata([.. statuses.Select(status => new ProducesResponseTypeMetadata(status, typeof(ApiProblem), ["application/problem+json"]))]);

    /// <summary>The body is a file as it is.</summary>
    public static TBuilder TakesBytes<TBuilder>(this TBuilder endpoint, string what) where TBuilder : IEndpointConventionBuilder => endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        operation.RequestBody = new OpenApiRequestBody { Required = true, Description = what, Content = new Dictionary<string, OpenApiMediaType> { [Bytes] = new() { Schema = Binary() } } };
        return Task.CompletedTask;
    });

    /// <summary>Every error is a problem, and bytes are bytes.</summary>
    public static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        foreach (var (status, response) in operation.Responses ?? [])
        {
            if (response is not OpenApiResponse answer) continue;
            if (status is ['4' or '5', ..])
                answer.Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = await context.GetOrCreateSchemaAsync(typeof(ApiProblem), cancellationToken: cancellation) } };
            else if (answer.Content?.TryGetValue(Bytes, out var bytes) == true) bytes.Schema = Binary();
        }
    }

    /// <summary>A number is a number: that a reader also takes it in quotes is no promise.</summary>
    public static Task PlainNumbersAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        Plain(schema);
        return Task.CompletedTask;
    }

    private static void Plain(OpenApiSchema schema)
    {
        foreach (var part in (schema.Properties?.Values ?? []).Append(schema.Items).Append(schema.AdditionalProperties).OfType<OpenApiSchema>()) Plain(part);
        if (schema.Type is { } type && (type & (JsonSchemaType.Integer | JsonSchemaType.Number)) != 0 && type.HasFlag(JsonSchemaType.String))
            (schema.Type, schema.Pattern) = (type & ~JsonSchemaType.String, null);
    }

    private static OpenApiSchema Binary() => new() { Type = JsonSchemaType.String, Format = "binary" };
}
